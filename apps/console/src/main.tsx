import './styles/index.css';
import { render } from 'preact';
import { Page } from './page.js';
import { connect } from './state/connection.js';

connect();
render(<Page />, document.getElementById('page')!);
